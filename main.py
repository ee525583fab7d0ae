"""Start Exchange Archive from a checkout: ``python main.py [COMMAND …]``."""

from archive_app.__main__ import main

if __name__ == "__main__":
    main()
