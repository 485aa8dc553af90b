// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.ServiceLoader;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** Runs the cases of a kind of host through a backend and prints the results, one line for each case. */
public final class Main {

    private static final String USAGE =
            "usage: --backend ffm|jna|jnr|mock --host v1|v2|no-nested|bare-metal|first-posted";

    private Main() {}

    /**
     * Runs the cases.
     *
     * @param args {@code --backend NAME --host KIND}
     * @throws IOException if the file of cases is wrong
     */
    public static void main(String[] args) throws IOException {
        System.exit(run(args, System.out, System.err));
    }

    /** Returns the exit status: 0 if all cases were run, with any result; 1 if they cannot be run here; 2 for wrong usage. */
    static int run(String[] args, PrintStream out, PrintStream err) throws IOException {
        if (args.length != 4 || !args[0].equals("--backend") || !args[2].equals("--host")) {
            err.println(USAGE);
            return 2;
        }
        List<IoctlCase> cases;
        SystemCalls calls;
        try {
            HostKind host = HostKind.of(args[3]);
            cases = IoctlCase.of(host);
            calls = calls(args[1], host);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage() + "\n" + USAGE);
            return 2;
        } catch (UnavailableException e) {
            err.println(args[1] + " is not available: " + e.getMessage());
            return 1;
        }
        for (IoctlCase one : cases) {
            out.println(one.name() + ": " + one.run(calls));
        }
        out.println(cases.size() + " cases");
        return 0;
    }

    private static SystemCalls calls(String backend, HostKind host) throws UnavailableException {
        if (backend.equals("mock")) {
            return host.simulate().bind();
        }
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            if (provider.name().equals(backend)) {
                return provider.bind();
            }
        }
        throw new IllegalArgumentException("no backend is called " + backend);
    }
}
