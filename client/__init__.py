"""One typed gateway through which every front end speaks."""
