"""The board on which an office matches a round of dispatch: run, wish, explain, take over."""
