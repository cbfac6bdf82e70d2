"""The list of products that staff take to fairs and buyers."""
