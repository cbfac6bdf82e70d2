"""The kinds of questions: each reads, refuses and shows one sort of answer."""
