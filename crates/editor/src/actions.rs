//! Every action by name: toolbar, menus, palette, help and keys come from this one list.

use crate::editor::Editor;
use crate::tools::ToolId;

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// `KeyboardEvent.key`, letters in lower case.
    pub key: &'static str,
    pub ctrl: bool,
    pub shift: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Tools,
    Notes,
    Edit,
    Arrange,
    View,
    Navigate,
    Help,
}

/// One action. `icon` is a lucide name; note kinds have none (they show their paper).
pub struct Action {
    pub id: String,
    pub label: String,
    pub icon: Option<&'static str>,
    pub shortcuts: Vec<Shortcut>,
    pub group: Group,
    /// The tool that it arms: such actions make the toolbar.
    pub tool: Option<ToolId>,
    pub(crate) enabled: fn(&Editor) -> bool,
    pub(crate) run: fn(&mut Editor),
}

/// All actions, in order of groups.
pub fn actions() -> &'static [Action] {
    &[]
}
