"""What is produced for people to take away: files that other programs open."""
