//! Costs as a Markdown table.

use super::cost::Cost;
use std::fmt;

/// What was measured on one pipeline; the first row is the floor.
pub struct Table {
    /// Number of deals.
    pub deals: usize,
    /// Its files, in words.
    pub files: String,
    /// The commands.
    pub rows: Vec<Row>,
}

/// One command.
pub struct Row {
    /// The command.
    pub name: &'static str,
    /// What it used; `None` where it isn't installed.
    pub cost: Option<Cost>,
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let floor = self.rows.first().and_then(|row| row.cost);
        let floor = floor.map_or(f64::NAN, |cost| cost.cpu.as_secs_f64());
        writeln!(f, "### {} deals ({})\n", self.deals, self.files)?;
        writeln!(f, "| command | CPU, × floor | CPU | clock | peak memory |")?;
        writeln!(f, "|---|---:|---:|---:|---:|")?;
        for row in &self.rows {
            match row.cost {
                Some(Cost { cpu, wall, memory }) => writeln!(
                    f,
                    "| {} | {:.2} | {:.1} ms | {:.1} ms | {:.1} MB |",
                    row.name,
                    cpu.as_secs_f64() / floor,
                    cpu.as_secs_f64() * 1e3,
                    wall.as_secs_f64() * 1e3,
                    memory as f64 * 1024.0 / 1e6,
                )?,
                None => writeln!(f, "| {} | not installed | | | |", row.name)?,
            }
        }
        Ok(())
    }
}
