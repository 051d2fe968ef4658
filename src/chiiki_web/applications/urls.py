"""Addresses of pages about applications."""

from __future__ import annotations

from django.urls import path

from chiiki_web.applications.views import (
    answers,
    applicant,
    comments,
    examining,
    papers,
)

app_name = "applications"
urlpatterns = [
    path("", applicant.listed, name="list"),
    path("start/<int:call_pk>/", applicant.start, name="start"),
    path("<int:pk>/", applicant.detail, name="detail"),
    path("<int:pk>/amount/", applicant.amount, name="amount"),
    path("<int:pk>/answers/", answers.answers, name="answers"),
    path("<int:pk>/answers/choose/", answers.choose, name="choose"),
    path("<int:pk>/attach/", applicant.attach, name="attach"),
    path("<int:pk>/prepare/", applicant.prepare, name="prepare"),
    path("<int:pk>/submit/", applicant.submit, name="submit"),
    path("<int:pk>/withdraw/", applicant.withdraw, name="withdraw"),
    path("<int:pk>/receipt/", papers.receipt, name="receipt"),
    path("<int:pk>/receipt/<int:version>.pdf", papers.receipt_pdf, name="receipt_pdf"),
    path("<int:pk>/copy/", papers.copy, name="copy"),
    path("<int:pk>/comment/", comments.comment, name="comment"),
    path("files/<int:pk>/", papers.download, name="download"),
    path("files/<int:pk>/remove/", applicant.remove, name="remove"),
    path("<int:pk>/examine/", examining.examine, name="examine"),
    path("<int:pk>/assign/", examining.assign, name="assign"),
    path("comments/<int:pk>/resolve/", comments.resolve, name="resolve"),
    path("comments/<int:pk>/tick/", comments.tick, name="tick"),
    path("<int:pk>/check/", examining.check, name="check"),
    path("<int:pk>/accept/", examining.accept, name="accept"),
    path("<int:pk>/return/", examining.give_back, name="return"),
    path("<int:pk>/reject/", examining.reject, name="reject"),
]
