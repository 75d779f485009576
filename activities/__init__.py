"""What the workflows ask of the world: recording and launching."""
