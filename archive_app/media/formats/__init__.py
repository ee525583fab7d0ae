"""What kind of file it is, and how its containers are built."""
