//! What a link lets its holder do.

use serde::{Deserialize, Serialize};

/// The right that a capability link grants, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads, and shows where they point.
    Viewer,
    /// Also comments on notes.
    Commenter,
    /// Also changes the board.
    Editor,
    /// Also shares, renames, trashes and restores it.
    Facilitator,
}

/// All roles, as links are shown: most first.
pub const ROLES: &[Role] = &[
    Role::Facilitator,
    Role::Editor,
    Role::Commenter,
    Role::Viewer,
];

impl Role {
    pub fn name(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Commenter => "commenter",
            Role::Editor => "editor",
            Role::Facilitator => "facilitator",
        }
    }

    /// The role of this name.
    pub fn named(name: &str) -> Option<Role> {
        ROLES.iter().copied().find(|role| role.name() == name)
    }

    pub fn may_comment(self) -> bool {
        self >= Role::Commenter
    }

    pub fn may_edit(self) -> bool {
        self >= Role::Editor
    }

    pub fn may_manage(self) -> bool {
        self >= Role::Facilitator
    }
}
