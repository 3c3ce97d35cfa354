"""The rules of cooperation forms: where one stands, what its figures may say, and the forms that sources describe."""
