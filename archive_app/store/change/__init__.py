"""Every change: transactions, the log of operations, undo, history and the state as of a day."""
