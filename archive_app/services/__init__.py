"""Use cases, one function per user operation; what the command line and the window both stand on."""
