// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import org.compatcaps.CompatCaps;
import org.compatcaps.cli.Fleet.Hosts;
import org.compatcaps.cli.text.CapsText;

/** The hosts of a fleet as text and as JSON. */
final class FleetFormat {

    private final PrintWriter out;
    private final boolean isVerbose;

    private FleetFormat(PrintWriter out, boolean isVerbose) {
        this.out = out;
        this.isVerbose = isVerbose;
    }

    static void print(PrintWriter out, Fleet fleet, boolean isVerbose) {
        Answer common = fleet.common();
        TextFormat.print(out, common);
        FleetFormat format = new FleetFormat(out, isVerbose);
        int width = Integer.toString(common.hosts).length();
        out.println("Groups:");
        fleet.groups().forEach((modes, hosts) -> {
            String count = count(hosts);
            String indent = " ".repeat(2 + width - count.indexOf(' '));
            out.println(indent + count + ": " + CapsText.modes(CompatCaps.of(modes)));
            format.printNames(hosts);
        });
        fleet.leaveOut().forEach((mode, hosts) -> {
            out.println("Leave out " + count(hosts) + " to reach " + mode);
            format.printNames(hosts);
        });
        format.print("Estimated", fleet.estimated);
        format.print("Simulated", fleet.simulated);
        if (!fleet.unreadable.isEmpty()) {
            TextFormat.printLine(out, "Unreadable", fleet.unreadable.size() + " (not counted above)");
            fleet.unreadable.forEach(problem -> out.println("  " + FailureReporter.printable(problem.getValue())));
        }
    }

    private void print(String title, Hosts hosts) {
        if (hosts.count > 0) {
            TextFormat.printLine(out, title, count(hosts));
            printNames(hosts);
        }
    }

    private static String count(Hosts hosts) {
        return hosts.count + (hosts.count == 1 ? " host" : " hosts");
    }

    private void printNames(Hosts hosts) {
        if (isVerbose) {
            hosts.names.forEach(name -> out.println("    " + name));
        }
    }

    static JsonObject json(Fleet fleet) {
        JsonArray groups = new JsonArray();
        fleet.groups().forEach((modes, hosts) -> {
            JsonObject group = new JsonObject();
            group.add("modes", JsonFormat.modes(modes));
            groups.add(with(group, hosts));
        });
        JsonArray leaveOut = new JsonArray();
        fleet.leaveOut().forEach((mode, hosts) -> {
            JsonObject suggestion = new JsonObject();
            suggestion.addProperty("highest", mode.name());
            leaveOut.add(with(suggestion, hosts));
        });
        JsonArray unreadable = new JsonArray();
        fleet.unreadable.forEach(problem -> {
            JsonObject answer = new JsonObject();
            answer.addProperty("name", problem.getKey());
            answer.addProperty("problem", problem.getValue());
            unreadable.add(answer);
        });
        JsonObject json = new JsonObject();
        json.add("groups", groups);
        json.add("leaveOut", leaveOut);
        json.add("estimated", with(new JsonObject(), fleet.estimated));
        json.add("simulated", with(new JsonObject(), fleet.simulated));
        json.add("unreadable", unreadable);
        return json;
    }

    private static JsonObject with(JsonObject json, Hosts hosts) {
        JsonArray names = new JsonArray();
        hosts.names.forEach(names::add);
        json.addProperty("hosts", hosts.count);
        json.add("names", names);
        return json;
    }
}
