// Package text is the one place that knows letters: it cleans foreign text,
// folds it for comparison, cuts it into tokens, finds words in it and tells
// its language. Index, themes, stories and highlights share it.
package text
