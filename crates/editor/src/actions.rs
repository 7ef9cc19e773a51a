//! Every action by name: toolbar, menus, palette, help and keys come from this one list.

mod rows;

use std::sync::LazyLock;

use crate::editor::Editor;
use crate::input::Key;
use crate::tools::ToolId;

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shortcut {
    /// `KeyboardEvent.key`, letters in lower case.
    pub key: &'static str,
    pub ctrl: bool,
    pub shift: bool,
    pub alt: bool,
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

impl Group {
    pub const ALL: [Group; 7] = [
        Group::Tools,
        Group::Notes,
        Group::Edit,
        Group::Arrange,
        Group::View,
        Group::Navigate,
        Group::Help,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Group::Tools => "Tools",
            Group::Notes => "Notes",
            Group::Edit => "Edit",
            Group::Arrange => "Arrange",
            Group::View => "View",
            Group::Navigate => "Go to",
            Group::Help => "Help",
        }
    }
}

#[derive(Clone, Copy)]
pub(crate) enum Does {
    Arm(ToolId),
    Run(fn(&mut Editor)),
    /// The browser acts on the key and sends what comes of it (a `paste` event); elsewhere the function is run.
    ByBrowser(fn(&mut Editor)),
}

/// One action.
pub struct Action {
    pub id: String,
    pub label: String,
    /// A lucide name; note kinds have none, they show their paper.
    pub icon: Option<&'static str>,
    /// The first is the one to show.
    pub shortcuts: Vec<Shortcut>,
    pub group: Group,
    /// The tool that it arms: such actions make the toolbar.
    pub tool: Option<ToolId>,
    pub(crate) enabled: fn(&Editor) -> bool,
    pub(crate) does: Does,
}

/// All actions, in order of groups.
pub fn actions() -> &'static [Action] {
    static ACTIONS: LazyLock<Vec<Action>> = LazyLock::new(rows::rows);
    &ACTIONS
}

pub fn action(id: &str) -> Option<&'static Action> {
    actions().iter().find(|a| a.id == id)
}

/// The action that a key runs on the wall, enabled or not.
pub fn action_of(key: &Key) -> Option<&'static Action> {
    actions()
        .iter()
        .find(|a| a.shortcuts.iter().any(|s| s.matches(key)))
}

impl Action {
    pub fn is_enabled(&self, editor: &Editor) -> bool {
        (self.enabled)(editor)
    }

    /// Whether the browser, not the editor, acts on its keys.
    pub fn is_by_browser(&self) -> bool {
        matches!(self.does, Does::ByBrowser(_))
    }
}

impl Shortcut {
    pub(crate) fn matches(&self, key: &Key) -> bool {
        let m = key.modifiers;
        if m.ctrl != self.ctrl || m.alt != self.alt {
            return false;
        }
        match single(self.key) {
            Some(letter) if letter.is_ascii_alphabetic() => {
                let typed = single(&key.key).map(|c| c.to_ascii_lowercase());
                // With a keyboard of another script, and with Alt on a Mac, the place of the key counts.
                let by_place = typed.is_none_or(|c| !c.is_ascii_alphabetic())
                    && key.code.strip_prefix("Key").and_then(single)
                        == Some(letter.to_ascii_uppercase());
                m.shift == self.shift && (typed == Some(letter) || by_place)
            }
            // With Shift the key of a digit types something else.
            Some(digit) if digit.is_ascii_digit() => {
                let by_place = ["Digit", "Numpad"]
                    .iter()
                    .any(|p| key.code.strip_prefix(p).and_then(single) == Some(digit));
                m.shift == self.shift && by_place
            }
            // Whether a sign needs Shift depends on the keyboard; with Shift the row of digits says digits.
            Some(_) => key.key == self.key && !(m.shift && is_digit(key) && self.key == "!"),
            None => key.key == self.key && m.shift == self.shift,
        }
    }

    /// As on the keys: `Ctrl+Shift+Z`, on a Mac `⇧⌘Z`.
    pub fn label(&self, mac: bool) -> String {
        let name = match self.key {
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "Escape" => "Esc",
            "Delete" => "Del",
            " " => "Space",
            other => other,
        };
        let name = if name.len() == 1 {
            name.to_uppercase()
        } else {
            name.to_owned()
        };
        let modifiers = [
            (self.ctrl, "Ctrl+", "⌘"),
            (self.alt, "Alt+", "⌥"),
            (self.shift, "Shift+", "⇧"),
        ];
        let held = modifiers.iter().filter(|(on, ..)| *on);
        let mut label: String = held
            .map(|(_, pc, apple)| if mac { *apple } else { *pc })
            .collect();
        label.push_str(&name);
        label
    }
}

fn is_digit(key: &Key) -> bool {
    key.code.starts_with("Digit")
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}
