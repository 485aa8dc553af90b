// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import org.compatcaps.cli.doctor.Diagnosis;
import org.compatcaps.cli.doctor.Doctor;
import org.compatcaps.cli.doctor.Finding;
import org.compatcaps.cli.doctor.Machine;
import org.compatcaps.cli.doctor.Status;

/** The output of the doctor: text, or JSON according to {@code docs/doctor.schema.json}. */
final class DoctorFormat {

    static final int VERSION = 1;

    private DoctorFormat() {}

    /** Examines this host, prints the diagnosis and returns the exit code. */
    static int examine(KvmOptions kvm, boolean json, OutputOptions output) {
        Machine machine =
                new Machine(Environment.system(), Environment.architecture(), Environment.temporaryDirectory());
        Diagnosis diagnosis = Doctor.examine(machine, kvm.device, kvm.deviceTree, kvm::builder);
        output.print(out -> {
            if (json) {
                printJson(out, diagnosis);
            } else {
                printText(out, diagnosis);
            }
        });
        return diagnosis.verdict() == Status.PROBLEM ? ExitCodes.NO : ExitCodes.ANSWERED;
    }

    private static void printText(PrintWriter out, Diagnosis diagnosis) {
        for (Finding finding : diagnosis.findings()) {
            out.printf(Locale.ROOT, "%-10s %s: %s%n", "[" + finding.status() + "]", finding.id(), finding.text());
            if (finding.remedy() != null) {
                out.printf(Locale.ROOT, "%-10s fix: %s%n", "", finding.remedy());
            }
        }
        out.println("Verdict: " + diagnosis.verdict() + ": " + diagnosis.summary());
    }

    private static void printJson(PrintWriter out, Diagnosis diagnosis) {
        JsonArray findings = new JsonArray();
        for (Finding finding : diagnosis.findings()) {
            JsonObject json = new JsonObject();
            json.addProperty("id", finding.id());
            json.addProperty("status", finding.status().toString());
            json.addProperty("text", finding.text());
            json.addProperty("remedy", finding.remedy());
            findings.add(json);
        }
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        json.addProperty("verdict", diagnosis.verdict().toString());
        json.addProperty("summary", diagnosis.summary());
        json.add("findings", findings);
        JsonFormat.print(out, json);
    }
}
