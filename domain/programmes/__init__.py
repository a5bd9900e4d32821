"""Programmes: what a person is to train, made by rules, and kept.

The pure modules turn answers into a plan (`generator.generate`) and check one (`lint.lint`);
`rows`, `writing` and `delivery` keep plans and carry them to people.
"""
