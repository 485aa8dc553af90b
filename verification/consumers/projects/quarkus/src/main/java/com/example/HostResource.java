// SPDX-License-Identifier: Apache-2.0
package com.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compatcaps.Backend;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.QueryNotSupportedException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Returns the modes of this host over HTTP, and those that several hosts have in common. */
@Path("/")
public class HostResource {

    @GET
    @Path("host")
    public CompatCaps host() {
        return CompatCaps.query();
    }

    @POST
    @Path("common")
    public CompatCaps common(List<CompatCaps> hosts) {
        return CompatCaps.common(hosts);
    }

    @GET
    @Path("backends")
    public List<String> backends() {
        return Backend.list().stream().map(Backend::toString).toList();
    }

    @ServerExceptionMapper
    public Response refused(CompatCapsException e) {
        Map<String, Object> problem = new TreeMap<>();
        problem.put("title", e.getClass().getSimpleName());
        problem.put("detail", e.getMessage());
        if (e instanceof QueryNotSupportedException notSupported) {
            problem.put("reason", notSupported.reason());
        }
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .entity(problem)
                .build();
    }
}
