"""A sentence → the exact words in it.

Every stretch of whole words is a proposal; a network says how likely each shares words with the answer, and the one
with the highest expected F1 is marked. Read in this order:

- columns.py what is measured of a stretch, by name
- sentence.py the words of a sentence, and the question as each stretch is held against it
- ends.py measures of a word as the first and as the last of a stretch
- proposals.py the stretches of a sentence, and what is measured of each
- edges.py where an answer begins and ends to the letter: 刘吉 without its office, 11月14日 with its hour
- wholes.py sums, moments and names that are marked whole
- lists.py a list as a whole: 一是…；二是…
- causes.py the reason that a sentence gives
- settling.py what settles a question of yes or no
- holders.py who holds an office, and a person without what stands beside it
- items.py what a sentence tells of other items than the one asked for
- cells.py the cell of a table's row, under the head that the question names
- marking.py the stretch that answers, where one is sure
"""
