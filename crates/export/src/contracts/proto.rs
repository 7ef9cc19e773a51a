//! proto3 with gRPC services: a package a service, a directory a package, fit for buf's STANDARD and COMMENTS rules.

mod fields;
mod printer;
mod service;

use model::NoteKind;

use crate::architecture::{Architecture, Service};
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};
use crate::{origin, remarks};
use fields::Package;
use printer::Printer;

pub struct Proto;

impl Exporter for Proto {
    fn name(&self) -> &'static str {
        "proto"
    }

    fn title(&self) -> &'static str {
        "gRPC (proto3)"
    }

    fn about(&self) -> &'static str {
        "A gRPC service a context, with its resources and its events as messages."
    }

    fn scope(&self) -> Scope {
        Scope::Context
    }

    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
        let mut files = Vec::new();
        for service in &architecture.services {
            files.extend(package(architecture, service));
        }
        if !files.is_empty() {
            files.insert(
                0,
                file(
                    "buf.yaml".into(),
                    "application/yaml",
                    buf_yaml(architecture),
                ),
            );
        }
        Ok(files)
    }

    fn remarks(&self, architecture: &Architecture) -> Vec<String> {
        let events = remarks::outside(architecture, &[NoteKind::DomainEvent]);
        let events = remarks::left_out(("domain event", "domain events"), events);
        super::offers_outside(architecture)
            .into_iter()
            .chain(events)
            .collect()
    }
}

fn file(path: String, media_type: &str, text: String) -> ExportFile {
    ExportFile {
        path,
        media_type: media_type.into(),
        bytes: text.into_bytes(),
    }
}

fn buf_yaml(architecture: &Architecture) -> String {
    format!(
        "# {}\nversion: v2\nmodules:\n  - path: .\nlint:\n  use:\n    - STANDARD\n    - COMMENTS\nbreaking:\n  use:\n    - FILE\n",
        origin::line(architecture)
    )
}

/// The files of one service: `resources.proto`, `service.proto`, `events.proto`, `money.proto`, each where there is something
/// in it.
fn package(architecture: &Architecture, service: &Service) -> Vec<ExportFile> {
    let mut package = Package::of(service);
    let mut printed: Vec<(&str, Printer)> = Vec::new();
    if !service.operations.is_empty() {
        let mut printer = Printer::default();
        package.print_resources(&mut printer, service);
        printed.push(("resources", printer));
        let mut printer = Printer::default();
        service::print(&mut printer, architecture, service, &mut package);
        printed.push(("service", printer));
    }
    let mut printer = Printer::default();
    package.print_events(&mut printer, service);
    printed.push(("events", printer));
    if printed.iter().any(|(_, p)| p.needs("money")) {
        let mut printer = Printer::default();
        fields::money(&mut printer);
        printed.push(("money", printer));
    }
    let folder = format!("{}/v1", service.name.snake());
    let package = format!("{}.v1", service.name.snake());
    printed
        .into_iter()
        .filter(|(_, printer)| !printer.is_empty())
        .map(|(name, printer)| {
            let text = printer.finish(&origin::line(architecture), &package, &folder);
            file(format!("{folder}/{name}.proto"), "text/x-protobuf", text)
        })
        .collect()
}
