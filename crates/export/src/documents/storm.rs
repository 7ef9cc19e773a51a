//! The board in storm notation.

use model::notation;

use crate::architecture::Architecture;
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};
use crate::{naming, origin};

pub struct Storm;

impl Exporter for Storm {
    fn name(&self) -> &'static str {
        "storm"
    }

    fn title(&self) -> &'static str {
        "Storm notation"
    }

    fn about(&self) -> &'static str {
        "The flow as text, one line a flow, to be read and pasted."
    }

    fn scope(&self) -> Scope {
        Scope::Board
    }

    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
        let printed = notation::print(&architecture.board);
        let mut text = format!("// {}\n", origin::line(architecture));
        for lost in &printed.lost {
            text.push_str(&format!("// Not said here: {}\n", naming::plain(lost)));
        }
        text.push_str(&printed.text);
        Ok(vec![ExportFile {
            path: format!("{}.storm", super::stem(architecture)),
            media_type: "text/plain; charset=utf-8".into(),
            bytes: text.into_bytes(),
        }])
    }
}
