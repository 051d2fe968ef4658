"""The office's side of a survey: what is asked, of whom, and who has answered."""
