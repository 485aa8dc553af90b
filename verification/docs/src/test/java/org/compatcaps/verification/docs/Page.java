// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** A page of the documentation: its blocks, tables and links. */
final class Page {

    /** The repository. Maven runs the tests in the folder of their module. */
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** The languages that a block may have, besides the text that a block prints; all of them are checked. */
    private static final List<String> LANGUAGES = List.of("java", "sh", "xml", "kotlin");

    private static final String NEEDS = "<!-- needs:";

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    private final String name;
    private final String text;
    private final Node document;
    private final List<Block> blocks = new ArrayList<>();

    /** A row of a table, but not that with the headings. Columns are counted from 0. */
    record Row(List<TableCell> cells) {

        /** Returns the text of a cell, without markup. */
        String text(int column) {
            return words(cells.get(column));
        }

        /** Returns what is set as code in a cell, in order. */
        List<String> code(int column) {
            return nodes(cells.get(column), Code.class).stream()
                    .map(Code::getLiteral)
                    .toList();
        }
    }

    private Page(String name, String text) {
        this.name = name;
        this.text = text;
        this.document = PARSER.parse(text);
        readBlocks();
    }

    static Page of(String name, String text) {
        return new Page(name, text);
    }

    /** The pages for those who use the SDK or work on it: those of the root, of docs and of the guide. */
    static List<Page> all() {
        return Stream.of("", "docs", "docs/guide")
                .flatMap(folder -> Stream.of(ROOT.resolve(folder).toFile().listFiles()))
                .filter(file -> file.getName().endsWith(".md"))
                .sorted()
                .map(file -> read(file.toPath()))
                .toList();
    }

    static Page read(Path file) {
        try {
            return of(ROOT.relativize(file).toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages of the guide, one after the other. */
    static Page guide() {
        return of(
                "docs/guide",
                all().stream()
                        .filter(page -> page.name.startsWith("docs/guide/"))
                        .map(Page::text)
                        .collect(Collectors.joining("\n")));
    }

    static List<Block> blocks(String language) {
        return all().stream()
                .flatMap(page -> page.blocks.stream())
                .filter(block -> block.language().equals(language))
                .toList();
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The rows of all tables below a heading. */
    List<Row> rows(String section) {
        List<Row> rows = new ArrayList<>();
        String heading = "";
        for (Node node : nodes(document, Node.class)) {
            if (node instanceof Heading) {
                heading = words(node);
            } else if (node instanceof TableBody && heading.equals(section)) {
                nodes(node, TableRow.class).forEach(row -> rows.add(new Row(nodes(row, TableCell.class))));
            }
        }
        return rows;
    }

    /** Returns the targets of links and pictures. The text need not be a page whose blocks are checked. */
    static List<String> links(String text) {
        Node document = PARSER.parse(text);
        return Stream.concat(
                        nodes(document, Link.class).stream().map(Link::getDestination),
                        nodes(document, Image.class).stream().map(Image::getDestination))
                .toList();
    }

    /** Returns the anchors of headings. The text need not be a page whose blocks are checked. */
    static List<String> anchors(String text) {
        return nodes(PARSER.parse(text), Heading.class).stream()
                .map(heading -> words(heading)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Returns all nodes of a type below a node, in their order on the page. */
    private static <T extends Node> List<T> nodes(Node parent, Class<T> type) {
        List<T> nodes = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (type.isInstance(node)) {
                nodes.add(type.cast(node));
            }
            nodes.addAll(nodes(node, type));
        }
        return nodes;
    }

    private static String words(Node parent) {
        StringBuilder words = new StringBuilder();
        for (Node node : nodes(parent, Node.class)) {
            if (node instanceof Text text) {
                words.append(text.getLiteral());
            } else if (node instanceof Code code) {
                words.append(code.getLiteral());
            }
        }
        return words.toString();
    }

    private void readBlocks() {
        String section = "";
        for (Node node : nodes(document, Node.class)) {
            if (node instanceof Heading) {
                section = words(node);
            } else if (node instanceof IndentedCodeBlock) {
                throw refused(node, "fence this block, and say what language it is in");
            } else if (isNeeds(node) && !(node.getNext() instanceof FencedCodeBlock)) {
                throw refused(node, "no block follows this comment");
            } else if (node instanceof FencedCodeBlock fenced) {
                readBlock(fenced, section);
            }
        }
    }

    private void readBlock(FencedCodeBlock fenced, String section) {
        String language = fenced.getInfo();
        if (language.equals("text")) {
            Block last = blocks.isEmpty() ? null : blocks.remove(blocks.size() - 1);
            if (last == null
                    || !last.section().equals(section)
                    || !List.of("sh", "java").contains(last.language())
                    || last.output() != null) {
                throw refused(fenced, "no sh or java block before it prints this");
            }
            blocks.add(last.withOutput(fenced.getLiteral()));
        } else if (LANGUAGES.contains(language)) {
            blocks.add(new Block(where(fenced), section, language, fenced.getLiteral(), needs(fenced), null));
        } else {
            throw refused(fenced, "the language '" + language + "' is not checked, only text and " + LANGUAGES);
        }
    }

    private static boolean isNeeds(Node node) {
        return node instanceof HtmlBlock comment && comment.getLiteral().startsWith(NEEDS);
    }

    private static List<String> needs(FencedCodeBlock block) {
        if (!isNeeds(block.getPrevious())) {
            return List.of();
        }
        String comment = ((HtmlBlock) block.getPrevious()).getLiteral();
        return List.of(comment.replace(NEEDS, "").replace("-->", "").trim().split(" +"));
    }

    private String where(Node block) {
        return name + ":" + (block.getSourceSpans().get(0).getLineIndex() + 1);
    }

    private IllegalArgumentException refused(Node block, String reason) {
        return new IllegalArgumentException(where(block) + ": " + reason);
    }
}
