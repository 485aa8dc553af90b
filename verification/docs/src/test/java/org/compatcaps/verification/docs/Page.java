// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
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

    /** The languages that a block may have; all of them are checked. */
    private static final List<String> LANGUAGES = List.of("java", "sh", "xml", "kotlin", "text");

    private static final String NEEDS = "<!-- needs:";

    private static final Path GUIDE = ROOT.resolve("docs/guide");

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    private final String name;
    private final String text;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    /**
     * A row of a table, without the heading's.
     *
     * @param section the heading above the table
     * @param cells what stands in the cells
     */
    record Row(String section, List<Cell> cells) {}

    /**
     * A cell of a table.
     *
     * @param text its text, without markup
     * @param code what of it is set as code, in order
     */
    record Cell(String text, List<String> code) {}

    private Page(String name, String text) {
        this.name = name;
        this.text = text;
        PARSER.parse(text).accept(new Reader());
        List<Block> alone =
                blocks.stream().filter(block -> block.language().equals("text")).toList();
        if (!alone.isEmpty()) {
            throw new IllegalArgumentException(alone + ": no sh or java block before it prints this");
        }
    }

    static Page of(String name, String text) {
        return new Page(name, text);
    }

    /** The pages for those who use the SDK or work on it: those of the root, of docs and of the guide. */
    static List<Page> all() {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"), GUIDE)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.md")) {
                found.forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files.stream().sorted().map(Page::read).toList();
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
        return rows.stream().filter(row -> row.section().equals(section)).toList();
    }

    /** Returns the targets of links and pictures. The text need not be a page whose blocks are checked. */
    static List<String> links(String text) {
        List<String> links = new ArrayList<>();
        PARSER.parse(text).accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
            }
        });
        return links;
    }

    /** Returns the anchors of headings. The text need not be a page whose blocks are checked. */
    static List<String> anchors(String text) {
        List<String> anchors = new ArrayList<>();
        PARSER.parse(text).accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.add(cell(heading)
                        .text()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
            }
        });
        return anchors;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Cell cell(Node node) {
        StringBuilder words = new StringBuilder();
        List<String> code = new ArrayList<>();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                words.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                words.append(part.getLiteral());
                code.add(part.getLiteral());
            }
        });
        return new Cell(words.toString(), code);
    }

    private final class Reader extends AbstractVisitor {

        private String section = "";

        @Override
        public void visit(Heading heading) {
            section = cell(heading).text();
            visitChildren(heading);
        }

        @Override
        public void visit(IndentedCodeBlock block) {
            throw new IllegalArgumentException(where(block) + ": fence this block, and say what language it is in");
        }

        @Override
        public void visit(HtmlBlock block) {
            if (block.getLiteral().startsWith(NEEDS) && !(block.getNext() instanceof FencedCodeBlock)) {
                throw new IllegalArgumentException(where(block) + ": no block follows this comment");
            }
        }

        @Override
        public void visit(FencedCodeBlock fenced) {
            String language = fenced.getInfo();
            if (!LANGUAGES.contains(language)) {
                throw new IllegalArgumentException(where(fenced) + ": the language '" + language
                        + "' is none that is checked, which are " + LANGUAGES);
            }
            Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
            boolean isOutput = language.equals("text")
                    && last != null
                    && last.section().equals(section)
                    && List.of("sh", "java").contains(last.language())
                    && last.output() == null;
            if (isOutput) {
                blocks.set(blocks.size() - 1, last.withOutput(fenced.getLiteral()));
            } else {
                blocks.add(new Block(where(fenced), section, language, fenced.getLiteral(), needs(fenced), null));
            }
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof TableBlock) {
                Node body = block.getFirstChild().getNext();
                for (Node row = body == null ? null : body.getFirstChild(); row != null; row = row.getNext()) {
                    rows.add(new Row(section, cells((TableRow) row)));
                }
            }
            visitChildren(block);
        }

        private List<Cell> cells(TableRow row) {
            List<Cell> cells = new ArrayList<>();
            for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                cells.add(cell((TableCell) cell));
            }
            return cells;
        }

        private List<String> needs(FencedCodeBlock block) {
            if (!(block.getPrevious() instanceof HtmlBlock comment)
                    || !comment.getLiteral().startsWith(NEEDS)) {
                return List.of();
            }
            String words = comment.getLiteral()
                    .substring(NEEDS.length())
                    .replace("-->", "")
                    .trim();
            return Arrays.asList(words.split(" +"));
        }

        private String where(Node block) {
            return name + ":" + (block.getSourceSpans().get(0).getLineIndex() + 1);
        }
    }
}
