"""The lives of a request and of a version, each in one table."""

from collections.abc import Mapping
from enum import StrEnum


class RequestStatus(StrEnum):
    """Where the school stands with a request."""

    RECEIVED = "received"
    PRICED = "priced"
    AGREED = "agreed"
    ANSWERED = "answered"
    CLOSED = "closed"
    DECLINED = "declined"


class RequestAction(StrEnum):
    """What can happen to a request."""

    PRICE = "price"
    AGREE = "agree"
    RETURN = "return"
    ANSWER = "answer"
    REOPEN = "reopen"
    CLOSE = "close"
    DECLINE = "decline"


REQUEST_LIFE: Mapping[tuple[RequestStatus, RequestAction], RequestStatus] = {
    (RequestStatus.RECEIVED, RequestAction.PRICE): RequestStatus.PRICED,
    (RequestStatus.RECEIVED, RequestAction.DECLINE): RequestStatus.DECLINED,
    (RequestStatus.PRICED, RequestAction.AGREE): RequestStatus.AGREED,
    (RequestStatus.PRICED, RequestAction.RETURN): RequestStatus.RECEIVED,
    (RequestStatus.PRICED, RequestAction.DECLINE): RequestStatus.DECLINED,
    (RequestStatus.AGREED, RequestAction.ANSWER): RequestStatus.ANSWERED,
    (RequestStatus.AGREED, RequestAction.RETURN): RequestStatus.RECEIVED,
    (RequestStatus.AGREED, RequestAction.DECLINE): RequestStatus.DECLINED,
    (RequestStatus.ANSWERED, RequestAction.REOPEN): RequestStatus.RECEIVED,
    (RequestStatus.ANSWERED, RequestAction.CLOSE): RequestStatus.CLOSED,
    (RequestStatus.CLOSED, RequestAction.REOPEN): RequestStatus.RECEIVED,
    (RequestStatus.RECEIVED, RequestAction.CLOSE): RequestStatus.CLOSED,
    (RequestStatus.PRICED, RequestAction.CLOSE): RequestStatus.CLOSED,
    (RequestStatus.AGREED, RequestAction.CLOSE): RequestStatus.CLOSED,
}


class VersionStatus(StrEnum):
    """Where one version of a quote stands; only a draft can be edited."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    REPLACED = "replaced"


class VersionAction(StrEnum):
    """What can happen to a version."""

    SEND = "send"
    ACCEPT = "accept"
    REFUSE = "refuse"
    EXPIRE = "expire"
    REPLACE = "replace"


VERSION_LIFE: Mapping[tuple[VersionStatus, VersionAction], VersionStatus] = {
    (VersionStatus.DRAFT, VersionAction.SEND): VersionStatus.SENT,
    (VersionStatus.DRAFT, VersionAction.REPLACE): VersionStatus.REPLACED,
    (VersionStatus.SENT, VersionAction.ACCEPT): VersionStatus.ACCEPTED,
    (VersionStatus.SENT, VersionAction.REFUSE): VersionStatus.REFUSED,
    (VersionStatus.SENT, VersionAction.EXPIRE): VersionStatus.EXPIRED,
    (VersionStatus.SENT, VersionAction.REPLACE): VersionStatus.REPLACED,
    (VersionStatus.EXPIRED, VersionAction.REPLACE): VersionStatus.REPLACED,
    (VersionStatus.REFUSED, VersionAction.REPLACE): VersionStatus.REPLACED,
    (VersionStatus.ACCEPTED, VersionAction.REPLACE): VersionStatus.REPLACED,
}
