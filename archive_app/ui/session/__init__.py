"""The open archive as the window sees it: tasks, jobs, thumbnails, settings."""
