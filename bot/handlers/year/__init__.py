"""The programme year: the own tasks, one duty, who has done what, dates that are moved."""
