internal import HTTP

/// A person's story over HTTP: what a request for access is answered with.
enum ExportRoutes {
    static let all: [Route] = [
        Route(
            .get, "/v1/people/{id}/export",
            "Tells all about a person that the caller may read, in the order of time, in a form that can be given to "
                + "the person: others are left out or named as the person knows them.",
            .casework, answer: .other(.ok, "The story, as JSON or as a page."), offers: [.json, .html],
            action: .read { call, _ in
                let person = try call.id()
                try Person.table.require(person, call.reading)
                let isPage = call.mediaType == .html
                let form: any StoryForm = isPage ? StoryPage(vocabularies: call.service.vocabularies) : StoryJSON()
                let stream = StoryStream(
                    of: person, try call.readerForStream(), call.access, call.service, as: form)
                var reply = Reply(status: .ok, content: .stream(call.mediaType, stream))
                // No name: it would stand in histories and lists of downloads.
                reply.download = isPage ? "record.html" : "record.json"
                return reply
            })
    ]
}
