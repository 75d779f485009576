"""One catalogue of everything said to people, in Chinese and English."""
