"""Servers on loopback that speak the real protocols and refuse what the real ones refuse."""
