// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTreeScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The examples in the Javadoc of the published modules: each {@code <pre>{@code ...}</pre>} is a block. */
final class Javadoc {

    /** A printed line stands in a comment after the statement. */
    private static final Pattern PRINTS = Pattern.compile("println\\(.*; // (.+)$", Pattern.MULTILINE);

    private final DocTrees trees;
    private final CompilationUnitTree file;
    private final List<Block> blocks = new ArrayList<>();

    private Javadoc(DocTrees trees, CompilationUnitTree file) {
        this.trees = trees;
        this.file = file;
        new TreePathScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void unused) {
                if (tree != null) {
                    TreePath path =
                            getCurrentPath() == null ? new TreePath(file) : new TreePath(getCurrentPath(), tree);
                    DocCommentTree comment = trees.getDocCommentTree(path);
                    if (comment != null) {
                        new Reader(comment).scan(comment, null);
                    }
                }
                return super.scan(tree, unused);
            }
        }.scan(file, null);
    }

    static List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(Page.ROOT, "{api,backend-*}")) {
            for (Path module : modules) {
                try (Stream<Path> walk = Files.walk(module.resolve("src/main"))) {
                    List<Path> files = walk.filter(path -> path.toString().endsWith(".java"))
                            .sorted()
                            .toList();
                    blocks.addAll(blocks(files));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return blocks;
    }

    static List<Block> blocks(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Iterable<? extends JavaFileObject> sources =
                compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(files);
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of(), null, sources);
        List<Block> blocks = new ArrayList<>();
        for (CompilationUnitTree file : task.parse()) {
            blocks.addAll(new Javadoc(DocTrees.instance(task), file).blocks);
        }
        return blocks;
    }

    private final class Reader extends DocTreeScanner<Void, Void> {

        private final DocCommentTree comment;
        private boolean isPreformatted;

        Reader(DocCommentTree comment) {
            this.comment = comment;
        }

        @Override
        public Void scan(DocTree node, Void unused) {
            if (isPreformatted && !(node instanceof LiteralTree)) {
                throw new IllegalArgumentException(where(node) + ": begin this block with {@code");
            }
            return super.scan(node, unused);
        }

        @Override
        public Void visitStartElement(StartElementTree element, Void unused) {
            isPreformatted = element.getName().contentEquals("pre");
            return null;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void unused) {
            if (isPreformatted) {
                isPreformatted = false;
                String java = literal.getBody().getBody().stripIndent().stripLeading();
                blocks.add(new Block(where(literal), "", "java", java, needs(java), output(java)));
            }
            return null;
        }

        /** The package comes first, because its whole files are compiled together. */
        private String where(DocTree node) {
            long position = trees.getSourcePositions().getStartPosition(file, comment, node);
            return file.getPackageName() + ":"
                    + Path.of(file.getSourceFile().getName()).getFileName() + ":"
                    + file.getLineMap().getLineNumber(position);
        }
    }

    /** Javadoc has no place for a comment that readers do not see. */
    private static List<String> needs(String java) {
        return java.contains(" extends LinuxSystemCallsTck ") ? List.of("linux") : List.of();
    }

    private static String output(String java) {
        StringBuilder lines = new StringBuilder();
        Matcher prints = PRINTS.matcher(java);
        while (prints.find()) {
            lines.append(prints.group(1)).append('\n');
        }
        return lines.length() == 0 ? null : lines.toString();
    }
}
