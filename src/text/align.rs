//! The best match of two sequences that keeps their order.

/// Most pairs that are compared; longer sequences are matched at their ends only.
const MOST: usize = 1_000_000;

/// Pairs of positions, ascending in both, whose `worth` adds up to the most. What is worth nothing isn't matched; equal
/// ones at the ends, worth `full`, are taken as they are.
pub fn align(
    old: usize,
    new: usize,
    full: u32,
    worth: impl Fn(usize, usize) -> u32,
) -> Vec<(usize, usize)> {
    let shorter = old.min(new);
    let first = (0..shorter).take_while(|&at| worth(at, at) == full).count();
    let last = (0..shorter - first)
        .take_while(|&at| worth(old - 1 - at, new - 1 - at) == full)
        .count();
    let mut pairs: Vec<(usize, usize)> = (0..first).map(|at| (at, at)).collect();
    let (rows, columns) = (old - first - last, new - first - last);
    if rows > 0 && columns > 0 && rows.saturating_mul(columns) <= MOST {
        let middle = inside(rows, columns, |row, column| {
            worth(first + row, first + column)
        });
        pairs.extend(
            middle
                .into_iter()
                .map(|(row, column)| (first + row, first + column)),
        );
    }
    pairs.extend((0..last).rev().map(|at| (old - 1 - at, new - 1 - at)));
    pairs
}

/// The match of what is between equal ends.
fn inside(rows: usize, columns: usize, worth: impl Fn(usize, usize) -> u32) -> Vec<(usize, usize)> {
    let width = columns + 1;
    // The most that the rests from a row and a column on are worth.
    let mut best = vec![0u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let skipped = best[(row + 1) * width + column].max(best[row * width + column + 1]);
            let matched = match worth(row, column) {
                0 => 0,
                some => some + best[(row + 1) * width + column + 1],
            };
            best[row * width + column] = skipped.max(matched);
        }
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let here = best[row * width + column];
        if here == best[(row + 1) * width + column] {
            row += 1;
        } else if here == best[row * width + column + 1] {
            column += 1;
        } else {
            pairs.push((row, column));
            row += 1;
            column += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(old: &str, new: &str) -> Vec<(usize, usize)> {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        align(old.len(), new.len(), 1, |a, b| u32::from(old[a] == new[b]))
    }

    #[test]
    fn equal_ones_are_matched_in_order() {
        assert_eq!(matched("abc", "abc"), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(matched("abc", "ac"), [(0, 0), (2, 1)]);
        assert_eq!(matched("abcd", "axcyd"), [(0, 0), (2, 2), (3, 4)]);
        assert_eq!(matched("ab", "ba").len(), 1);
        assert_eq!(matched("", "x"), []);
    }

    #[test]
    fn what_is_worth_more_is_preferred() {
        let worth = |a: usize, b: usize| [[1, 0], [3, 1]][a][b];
        assert_eq!(align(2, 2, 9, worth), [(1, 0)]);
    }
}
