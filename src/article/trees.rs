//! Small decision trees over whole numbers, whose scores are added up.
//!
//! A model is a table that can be read: "if `words` is at most 12, go to node 3, otherwise to the score -152".
//! Limits and scores are integers, the same on every machine.

use crate::error::Result;
use crate::lexicon::{Row, Table};

/// Trees, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trees {
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<usize>,
}

/// A question: is the number at most the limit? Kept small: a page asks a million of them.
#[derive(Clone, Copy, Debug)]
struct Node {
    limit: i32,
    yes: Next,
    no: Next,
    number: u16,
}

/// Where an answer leads: to a later node, by its place, or to a score in thousandths of a logit. The last bit tells which.
#[derive(Clone, Copy, Debug)]
struct Next(i32);

impl Next {
    fn node(place: usize) -> Option<Self> {
        Some(Self(i32::try_from(place).ok()?.checked_mul(2)?))
    }

    fn score(score: i32) -> Option<Self> {
        Some(Self(score.checked_mul(2)? + 1))
    }
}

impl Trees {
    /// Reads a table with the columns `tree`, `node`, `number` (one of `names`), `limit`, `yes` and `no`: another node
    /// of the tree, or `=` and a score.
    pub(crate) fn read(name: &str, content: &str, names: &[&str]) -> Result<Self> {
        let table = Table::read(name, content)?;
        table.expect_columns(&["tree", "node", "number", "limit", "yes", "no"])?;
        let mut trees = Self::default();
        let mut known = "";
        for row in table.rows() {
            let [tree, node, number, limit, yes, no] = row.fields.as_slice() else { continue };
            if *tree != known {
                known = tree;
                trees.roots.push(trees.nodes.len());
            }
            let root = trees.roots.last().copied().unwrap_or(0);
            let place = trees.nodes.len() - root;
            if node.parse() != Ok(place) {
                return Err(table.problem(row, format!("node {node} is not in its place")));
            }
            let number = names.iter().position(|name| name == number).and_then(|at| u16::try_from(at).ok());
            let number = number.ok_or_else(|| table.problem(row, "there is no such number"))?;
            let limit = limit.parse().map_err(|_| table.problem(row, "the limit is no whole number"))?;
            let next = |field: &str| next(&table, row, field, place, root);
            trees.nodes.push(Node { number, limit, yes: next(yes)?, no: next(no)? });
        }
        Ok(trees)
    }

    /// The sum of what all trees say about these numbers.
    pub(crate) fn score(&self, numbers: &[i32]) -> i32 {
        self.roots.iter().map(|root| self.score_of(*root, numbers)).sum()
    }

    fn score_of(&self, root: usize, numbers: &[i32]) -> i32 {
        let mut at = root;
        // Each step leads to a later node.
        while let Some(node) = self.nodes.get(at) {
            let value = numbers.get(usize::from(node.number)).copied().unwrap_or(0);
            let Next(next) = if value <= node.limit { node.yes } else { node.no };
            if next & 1 == 1 {
                return next >> 1;
            }
            at = (next >> 1) as usize;
        }
        0
    }
}

fn next(table: &Table<'_>, row: &Row<'_>, field: &str, place: usize, root: usize) -> Result<Next> {
    if let Some(score) = field.strip_prefix('=') {
        let score = score.parse().ok().and_then(Next::score);
        return score.ok_or_else(|| table.problem(row, "the score is no whole number"));
    }
    let later = field.parse().ok().filter(|node| *node > place);
    let later = later.and_then(|node: usize| Next::node(root + node));
    later.ok_or_else(|| table.problem(row, format!("{field:?} is no later node")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# what\n# source: x\n# licence: x\n# columns: tree\tnode\tnumber\tlimit\tyes\tno\n";

    fn read(rows: &str) -> Result<Trees> {
        Trees::read("trees.tsv", &format!("{HEAD}{rows}"), &["words", "links"])
    }

    #[test]
    fn scores_of_all_trees_are_added() {
        let trees =
            read("0\t0\twords\t12\t1\t=300\n0\t1\tlinks\t50\t=20\t=-700\n1\t0\tlinks\t0\t=5\t=-5\n").unwrap();
        assert_eq!(trees.score(&[12, 50]), 20 - 5);
        assert_eq!(trees.score(&[12, 51]), -700 - 5);
        assert_eq!(trees.score(&[13, 0]), 300 + 5);
    }

    #[test]
    fn a_table_that_goes_in_circles_is_refused() {
        let message = read("0\t0\twords\t12\t0\t=300\n").unwrap_err().to_string();
        assert!(message.contains("no later node"), "{message}");
        assert!(read("0\t1\twords\t12\t=1\t=300\n").is_err());
        assert!(read("0\t0\tcommas\t12\t=1\t=300\n").is_err());
    }
}
