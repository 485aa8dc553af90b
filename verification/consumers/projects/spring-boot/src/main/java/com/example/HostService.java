// SPDX-License-Identifier: Apache-2.0
package com.example;

import java.util.List;
import org.compatcaps.Backend;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.QueryNotSupportedException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Returns the modes of this host over HTTP, and those that several hosts have in common. */
@SpringBootApplication
@RestController
public class HostService {

    /**
     * Starts the server.
     *
     * @param arguments options of Spring Boot
     */
    public static void main(String[] arguments) {
        SpringApplication.run(HostService.class, arguments);
    }

    @GetMapping("/host")
    CompatCaps host() {
        return CompatCaps.query();
    }

    @PostMapping("/common")
    CompatCaps common(@RequestBody List<CompatCaps> hosts) {
        return CompatCaps.common(hosts);
    }

    @GetMapping("/backends")
    List<String> backends() {
        return Backend.list().stream().map(Backend::toString).toList();
    }

    @ExceptionHandler
    ProblemDetail refused(CompatCapsException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
        problem.setTitle(e.getClass().getSimpleName());
        if (e instanceof QueryNotSupportedException notSupported) {
            problem.setProperty("reason", notSupported.reason());
        }
        return problem;
    }
}
