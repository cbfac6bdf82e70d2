"""The rules of OCOP: pure, without chat, clock or network."""
