"""Is the same thing asked for twice? Shown to the office, and to an applicant of its own."""
