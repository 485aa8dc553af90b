// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.compatcaps.verification.release.Finding.Kind.OURS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this project wants of its Javadoc. */
final class JavadocRules {

    private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
    private static final Pattern REPEATED_WORD = Pattern.compile("\\b(\\w+)\\b.* \\1\\b", Pattern.CASE_INSENSITIVE);

    private final Path file;
    private final List<Finding> findings = new ArrayList<>();

    private JavadocRules(Path file) {
        this.file = file;
    }

    static List<Finding> check(Path file) throws IOException {
        JavadocRules rules = new JavadocRules(file);
        try (JarFile jar = new JarFile(file.toFile())) {
            rules.check(jar);
        }
        return rules.findings;
    }

    private void complain(String what) {
        findings.add(new Finding(OURS, file.getFileName().toString(), what));
    }

    private void check(JarFile jar) throws IOException {
        if (jar.getEntry("element-list") == null) {
            complain("it has no element-list");
        }
        if (jar.getEntry("index.html") == null) {
            complain("it has no index.html");
        } else {
            checkTitle(text(jar, "index.html"));
        }
        boolean linksToJdk = false;
        for (String name : JarRules.names(jar)) {
            if (name.contains("/internal/")) {
                complain(name + " is about internals");
            }
            linksToJdk |= name.endsWith(".html")
                    && text(jar, name).contains("\"https://docs.oracle.com/en/java/javase/11/docs/api/java.base/");
        }
        if (!linksToJdk) {
            complain("it has no links to the documentation of the JDK");
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Each page has this title in brackets. */
    private void checkTitle(String index) {
        Matcher title = TITLE.matcher(index);
        if (!title.find()) {
            complain("index.html has no title");
        } else if (REPEATED_WORD.matcher(title.group(1)).find()) {
            complain("its title \"" + title.group(1) + "\" repeats a word");
        }
    }
}
