"""Parts of the daily report of monitoring: numbers, words, one module a part."""
