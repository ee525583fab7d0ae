"""Records and their parts as the services show them: questions that change nothing."""
