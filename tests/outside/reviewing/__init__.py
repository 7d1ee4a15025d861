"""What is tried of the page of `jadval review`, by `review.py`."""
