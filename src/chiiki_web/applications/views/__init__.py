"""Pages about applications: the applicant's side and the office's desk."""
