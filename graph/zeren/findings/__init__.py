"""The findings of `zeren check`: what in a plan its makers should look at again."""
