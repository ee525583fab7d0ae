"""What moves and sounds: opened, decoded and listened to by FFmpeg, inside a worker."""
