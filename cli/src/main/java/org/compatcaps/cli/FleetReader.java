// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.compatcaps.cli.text.FileProblem;

/** Reads files into a {@link Fleet}. A file whose first line is a single brace is one answer; otherwise each line is one. */
final class FleetReader {

    private static final int MAX_FORMS = 100;

    final Fleet fleet = new Fleet();

    private final boolean skipUnreadable;
    private final Progress progress;
    private final List<AnswerForm> forms = new ArrayList<>();

    FleetReader(boolean skipUnreadable, Progress progress) {
        this.skipUnreadable = skipUnreadable;
        this.progress = progress;
    }

    /** Returns the JSON files in a directory, sorted by name. */
    List<Path> list(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "[!.]*.json")) {
            stream.forEach(files::add);
            if (files.isEmpty()) {
                skip(directory.toString(), new InputException(directory + " contains no *.json files.", null));
            }
        } catch (IOException e) {
            skip(
                    directory.toString(),
                    new InputException("Cannot read " + directory + ": " + FileProblem.reason(e) + ".", e));
        }
        Collections.sort(files);
        return files;
    }

    void read(InputFile file, InputStream stdin) {
        try (InputStream in = file.open(stdin)) {
            Lines lines = new Lines(in);
            byte[] line = lines.next();
            if (line == null) {
                add(file.path, file.name, new byte[0]);
            } else if (new String(line, StandardCharsets.UTF_8).strip().matches("\uFEFF?\\{")) {
                add(file.path, file.name, lines.andRest(line));
            } else {
                byte[] next = lines.next();
                if (next == null) {
                    add(file.path, file.name, line);
                    return;
                }
                for (int number = 1; line != null; number++) {
                    add(file.path + ":" + number, file.name + " line " + number, line);
                    line = next;
                    next = next == null ? null : lines.next();
                }
            }
        } catch (IOException e) {
            skip(file.path, new InputException("Cannot read " + file.name + ": " + FileProblem.reason(e) + ".", e));
        }
    }

    /** Adds an answer. The place is the host's name unless the text has one; the description appears in messages. */
    private void add(String place, String description, byte[] text) {
        progress.next();
        for (AnswerForm form : forms) {
            String name = form.matches(text, place);
            if (name != null) {
                add(name, form.answer, description);
                return;
            }
        }
        String host = AnswerForm.host(text);
        String name;
        Answer answer;
        try {
            AnswerReader reader = new AnswerReader(host == null ? description : description + " (" + host + ")", text);
            answer = reader.answer();
            name = reader.host().orElse(place);
            AnswerForm form = AnswerForm.of(text, answer, reader.membersThatMayDiffer());
            if (form != null && forms.size() < MAX_FORMS) {
                forms.add(form);
            }
        } catch (InputException e) {
            skip(host == null ? place : host, e);
            return;
        }
        add(name, answer, description);
    }

    private void add(String name, Answer answer, String description) {
        if (!fleet.add(name, answer)) {
            throw new InputException(
                    description + " is a second answer of the host " + name + ". Give each host once.", null);
        }
    }

    private void skip(String name, InputException e) {
        if (!skipUnreadable) {
            throw e;
        }
        fleet.unreadable.add(Map.entry(name, e.getMessage()));
    }
}
