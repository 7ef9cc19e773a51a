//! Boards to begin with.

use serde::Deserialize;

use super::{ApiError, call, send};

/// A board to begin with.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Template {
    pub name: String,
    pub title: String,
    pub about: String,
    /// Of a server of before there were pictures, none.
    #[serde(default)]
    pub picture: Picture,
}

/// A wall in few figures, canvas units from its own top left corner.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Picture {
    pub width: f64,
    pub height: f64,
    /// In the order in which they are painted.
    pub shapes: Vec<Shape>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Shape {
    /// A kind of note or frame as the board file says it, or `context`.
    pub kind: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// The isobar of a context, as the `d` of an SVG path.
    #[serde(default)]
    pub path: String,
}

/// All templates, in the order in which they are offered.
pub async fn list() -> Result<Vec<Template>, ApiError> {
    #[derive(Deserialize)]
    struct Templates {
        templates: Vec<Template>,
    }
    let Templates { templates } = call("GET", "/api/v1/templates", None, None).await?;
    Ok(templates)
}

/// The board file of a template.
pub async fn file(name: &str) -> Result<String, ApiError> {
    send("GET", &format!("/api/v1/templates/{name}"), None, None).await
}
