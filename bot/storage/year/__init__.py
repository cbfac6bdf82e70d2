"""The programme year in the database: audiences, waves of reminders, what is done or moved."""
