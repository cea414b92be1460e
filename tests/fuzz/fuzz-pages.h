/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-reader.h"

typedef FbPageReader *(*FuzzOpenFunc) (int fd, FbRenderStatus *status);

void fuzz_pages (const guint8 *data, gsize size, FuzzOpenFunc open_document);
