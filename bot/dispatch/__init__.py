"""The dispatcher: takes what arrived, one message at a time for each person, and has it answered."""
