//! Contracts between services.

pub mod asyncapi;
mod example;
mod json_schema;
pub mod openapi;
mod prose;
pub mod proto;
mod yaml;
