"""What the pages over everything ask: tasks, figures, cases, what fits a problem."""
