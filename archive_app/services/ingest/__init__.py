"""Files taken in, with a report on every one."""
