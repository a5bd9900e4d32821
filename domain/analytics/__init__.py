"""Figures: how people come, pay and stay, out of the rows of other rooms.

Reads only, and concludes nothing from few people. Every count of people is of a `groups.Group`,
whose members can be listed by the same question; every sum of money is of entries in the books.
"""
