"""Template tags of the applications app."""
